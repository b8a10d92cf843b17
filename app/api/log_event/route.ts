import { agentDoor } from "../agent-door";

export const dynamic = "force-dynamic";

export {
  agentDoor as DELETE,
  agentDoor as GET,
  agentDoor as HEAD,
  agentDoor as OPTIONS,
  agentDoor as PATCH,
  agentDoor as POST,
  agentDoor as PUT,
};
