/** The API key an agent showed, as known now. It alone says for which company and site the agent speaks. */
export type AgentKey = {
  apiKeyId: number;
  siteId: number;
  companyId: number;
  /** IANA name. */
  companyTimeZone: string;
  /** Disabled also stands for expired, deleted, and for a deleted company. */
  state: "active" | "disabled";
};
