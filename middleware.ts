import type { NextRequest, NextResponse } from "next/server";
import { answerOf, judge, openDoor } from "@/lib/portal/door";

/** Headers, origin check and gate for every page and portal call; the walls behind it do not rely on it. */
export default async function middleware(request: NextRequest): Promise<NextResponse> {
  const door = openDoor(request);
  return answerOf(door, await judge(door));
}

export const config = {
  runtime: "nodejs",
  // Not the agents' doors, whose bodies must not be copied, and not the built files, which hold nothing of anybody.
  matcher: ["/((?!_next/static/|api/log_event/?$|api/health/?$).*)"],
};
