const input = "openapi.json";
const baseUrl = { getBaseUrlFromSpecification: true };

export default {
  client: { input, output: { target: "generated/orval/client.ts", client: "fetch", baseUrl } },
  // Of one output with both, the client would import answers that are no schemas.
  schemas: { input, output: { target: "generated/orval/schemas.ts", client: "zod" } },
};
