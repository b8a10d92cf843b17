import { answerAuthJs } from "@/lib/portal/identity/authjs-route";

export const dynamic = "force-dynamic";

export const GET = answerAuthJs;
export const POST = answerAuthJs;
