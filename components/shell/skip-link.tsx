/** First stop of the Tab key: past the navigation to `<main id="content">`. */
export function SkipLink({ children }: { children: string }) {
  return (
    <a
      href="#content"
      data-shell="skip-link"
      className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-primary px-3 py-1.5 font-medium text-primary-foreground text-sm focus-visible:translate-y-0"
    >
      {children}
    </a>
  );
}
