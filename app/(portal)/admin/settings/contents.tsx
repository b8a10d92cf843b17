/** The groups of the page as links, beside it where there is room. */
export function Contents({ entries }: { entries: readonly { id: string; title: string }[] }) {
  return (
    <nav aria-label="Groups of settings" className="max-lg:hidden">
      <ul className="sticky top-20 flex flex-col gap-0.5">
        {entries.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="block rounded-md px-2.5 py-1.5 text-[0.8125rem] text-muted-foreground outline-none hover:bg-accent hover:text-foreground focus-visible:outline-2 focus-visible:outline-ring"
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
