import { Api } from "./generated/Api";
import { camel, walk } from "./walk";

const { api } = new Api({ baseUrl: process.argv[2] });

walk(async (operation, _address, path, query) => {
  const name = camel(operation);
  // What is no JSON it leaves to the caller.
  if (name === "datasetCsv") return (await api.datasetCsv({ format: "blob" })).data;
  const { data } = await (api as any)[name](...Object.values(path), query);
  return data;
});
