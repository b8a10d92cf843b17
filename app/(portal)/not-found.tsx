import { NotFoundWords } from "@/app/not-found-words";

export default function PortalNotFound() {
  return <NotFoundWords />;
}
