import { NotFoundWords } from "@/app/not-found-words";

export default function CompanyNotFound() {
  return <NotFoundWords />;
}
