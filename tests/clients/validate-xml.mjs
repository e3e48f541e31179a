/** Hold site maps against the schema of their format. */
import { readFileSync } from "node:fs";
import { validateXML } from "xmllint-wasm";

const [schema, ...files] = process.argv.slice(2);
const xml = files.map((fileName) => ({ fileName, contents: readFileSync(fileName, "utf8") }));
const { valid, errors } = await validateXML({ xml, schema: readFileSync(schema, "utf8") });
if (!valid) throw new Error(errors.map((error) => error.rawMessage).join("\n"));
