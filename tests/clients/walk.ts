/** Every operation of the API's document, asked by a client: whole lists page by page, and some rows of each alone. */

import { readFileSync } from "node:fs";

type Values = Record<string, any>;
export type Ask = (operation: string, address: string, path: Values, query: Values) => Promise<any>;

const ROWS_ALONE = 5;
/** Changes tell all rows once more, in the shape that the first pages have. */
const PAGES_OF_CHANGES = 5;
const { paths } = JSON.parse(readFileSync("openapi.json", "utf8"));

export async function walk(ask: Ask): Promise<void> {
  let rows = 0;
  const asked = new Set<string>();
  for (const address of Object.keys(paths).filter((address) => !address.includes("{"))) {
    const below = Object.keys(paths).filter((other) => other.startsWith(`${address}{`));
    const { operationId, parameters = [] } = paths[address].get;
    const query: Values = Object.fromEntries(parameters.filter((one: any) => one.required).map((one: any) => [one.name, example(one)]));
    const isCut = operationId === "changes";
    const isList = parameters.some((one: any) => one.name === "page_size");
    let answer: any;
    let read = 0;
    do {
      if (isList) Object.assign(query, { page_size: 100, page: (query.page ?? 0) + 1 });
      answer = await ask(operationId, address, {}, query);
      if (answer === undefined) throw new Error(`${operationId} answered nothing`);
      for (const row of (answer.results ?? []).slice(0, query.page === 1 ? ROWS_ALONE : 0)) {
        for (const one of below) await alone(ask, one, row, asked);
      }
      read += answer.results?.length ?? 1;
    } while (answer.next && !(isCut && query.page === PAGES_OF_CHANGES));
    if (isList && !isCut && read !== answer.count) throw new Error(`${operationId}: ${read} rows of ${answer.count}`);
    for (const one of read ? [] : below) await refused(ask, one, asked);
    rows += read;
    asked.add(operationId);
  }
  console.log(JSON.stringify({ rows, asked: [...asked].sort() }));
}

async function alone(ask: Ask, address: string, row: Values, asked: Set<string>): Promise<void> {
  const { operationId, parameters } = paths[address].get;
  const name = parameters.find((one: any) => one.in === "path").name;
  const answer = await ask(operationId, address, { [name]: row[name] }, {});
  if (answer === undefined) throw new Error(`${operationId} answered nothing`);
  asked.add(operationId);
}

/** Where the catalogue has no row of a sort, an address of one is refused. */
async function refused(ask: Ask, address: string, asked: Set<string>): Promise<void> {
  const { operationId } = paths[address].get;
  const answer = await ask(operationId, address, { key: "no-such-row" }, {}).catch(() => undefined);
  if (answer !== undefined) throw new Error(`${operationId} answered of a row that there is not`);
  asked.add(operationId);
}

const example = (parameter: any): string => (Object.values(parameter.examples)[0] as any).value;

/** The name that generators make of an operation's. */
export const camel = (operation: string): string => operation.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
