import * as sdk from "./generated/hey-api";
import { camel, walk } from "./walk";

walk(async (operation, _address, path, query) => {
  const { data } = await (sdk as any)[camel(operation)]({ path, query, throwOnError: true });
  return data;
});
