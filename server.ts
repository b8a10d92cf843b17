import { serve } from "@/lib/server/serve";

void serve({ dev: process.argv.includes("--dev") });
