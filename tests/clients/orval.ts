import * as client from "./generated/orval/client";
import * as schemas from "./generated/orval/schemas";
import { camel, walk } from "./walk";

walk(async (operation, _address, path, query) => {
  const name = camel(operation);
  const { data, status } = await (client as any)[name](...Object.values(path), query);
  if (status !== 200) throw new Error(JSON.stringify(data));
  const schema = (schemas as any)[`${name[0].toUpperCase()}${name.slice(1)}Response`];
  return name === "datasetCsv" ? data : schema.parse(data);
});
