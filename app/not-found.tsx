import type { Metadata } from "next";
import { NotFoundWords } from "./not-found-words";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main id="content">
      <NotFoundWords />
    </main>
  );
}
