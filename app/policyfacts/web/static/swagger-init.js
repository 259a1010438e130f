// Starts Swagger UI on the element that names the contract. It stands in a file of its own
// because the page's content security policy refuses inline scripts.
"use strict";

const place = document.getElementById("swagger-ui");

const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
const followColorScheme = () =>
  document.documentElement.classList.toggle("dark-mode", prefersDark.matches);
followColorScheme();
prefersDark.addEventListener("change", followColorScheme);

window.SwaggerUIBundle({
  url: place.dataset.openapi,
  domNode: place,
  deepLinking: true,
  displayRequestDuration: true,
  layout: "BaseLayout",
  presets: [window.SwaggerUIBundle.presets.apis],
  tryItOutEnabled: true,
  validatorUrl: null, // otherwise it asks a validator elsewhere
});
