import createClient from "openapi-fetch";

import type { paths } from "./generated/openapi-typescript";
import { walk } from "./walk";

const client = createClient<paths>({ baseUrl: process.argv[2] });

walk(async (_operation, address, path, query) => {
  const parseAs = address.endsWith(".zip") ? "blob" : "json";
  const { data, error } = await client.GET(address as any, { params: { path, query }, parseAs } as any);
  if (error) throw new Error(JSON.stringify(error));
  return data;
});
