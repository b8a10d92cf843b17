import type { Engine } from "../../lib/db/database";

export declare const engines: Engine[];

export declare function deriveSchema(text: string, engine: Engine): string;
