// What somebody would write who has only the generated types.
import type { components, paths } from "./schema";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Facts = Answered<"/v1/facts">;
type Question = NonNullable<paths["/v1/facts"]["get"]["parameters"]["query"]>;
type Problem = components["schemas"]["Problem"];

export const question: Question = { country: ["TR"], year: [2013], limit: 5, sort: "-date" };

export function statements(facts: Facts): string[] {
  return facts.items.map((fact) => `${fact.date.edtf} ${fact.statement}`);
}

export function hosts(facts: Facts): string[] {
  return facts.items.flatMap((fact) =>
    fact.countries.filter((country) => country.role === "host").map((country) => country.id),
  );
}

export function hasMore(facts: Facts): boolean {
  return facts.page.next !== null && facts.page.count < facts.page.total;
}

export function meant(problem: Problem): string[] {
  return problem.errors.flatMap((error) => error.did_you_mean);
}
