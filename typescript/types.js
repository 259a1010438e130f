/** Writes src/schema.ts, the types of the contract: with it, a slip in a question does not compile. */

import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const CONTRACT = new URL("../tests/contract/openapi.json", import.meta.url);
const { factory, SyntaxKind } = ts;

/** Today's values of an open list, so that editors offer them, or any other text. */
function openList(schema) {
  const values = schema["x-extensible-enum"];
  if (values === undefined) return undefined;
  const texts = values.map((value) =>
    factory.createLiteralTypeNode(factory.createStringLiteral(value)),
  );
  // Without the braces the compiler would forget the values.
  const other = factory.createIntersectionTypeNode([
    factory.createKeywordTypeNode(SyntaxKind.StringKeyword),
    factory.createTypeLiteralNode([]),
  ]);
  const none = schema.type.includes("null") ? [factory.createLiteralTypeNode(factory.createNull())] : [];
  return factory.createUnionTypeNode([...texts, other, ...none]);
}

/** Answers may have members that are new; to read one that the contract has not is a slip. */
function withoutNewMembers(name, part) {
  if (part?.properties === undefined || part.additionalProperties !== true) return part;
  const { additionalProperties: _, ...known } = part;
  return known;
}

const contract = JSON.parse(await readFile(CONTRACT, "utf8"), withoutNewMembers);
const nodes = await openapiTS(contract, { defaultNonNullable: false, transform: openList });
await writeFile(new URL("src/schema.ts", import.meta.url), astToString(nodes));
