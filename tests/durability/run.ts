// `npm run durability [-- --kills 20] [--seed 1]`: kill -9 of the portal under load.
// `npm run durability -- --outage --stop COMMAND --start COMMAND [--cycles 20]`: PostgreSQL stopped under load.
import { parseArgs } from "node:util";
import { runKills } from "./kills";
import { runOutages } from "./outage";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    outage: { type: "boolean", default: false },
    cycles: { type: "string", default: "5" },
    stop: { type: "string", default: "" },
    start: { type: "string", default: "" },
  },
});

if (values.outage && !(values.stop && values.start)) {
  console.error("--outage needs --stop and --start: the commands that stop and start PostgreSQL here");
  process.exit(2);
}
const held = values.outage
  ? await runOutages({ stop: values.stop, start: values.start }, Number(values.cycles))
  : await runKills(Number(values.kills), Number(values.seed));
console.log(held ? "held" : "BROKEN");
process.exit(held ? 0 : 1);
