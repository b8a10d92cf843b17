/** A bar on a terminal, a line every tenth elsewhere; on standard error, so that results can be piped. */
export function progressBar(what: string, total: number): { advance(by: number): void; done(): void } {
  const isTerminal = process.stderr.isTTY === true;
  let count = 0;
  let shownTenth = -1;
  const show = (): void => {
    const share = total === 0 ? 1 : count / total;
    if (isTerminal) {
      const filled = Math.round(share * 30);
      process.stderr.write(`\r${"█".repeat(filled)}${"░".repeat(30 - filled)} ${count}/${total} ${what}`);
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth === shownTenth) return;
    shownTenth = tenth;
    process.stderr.write(`${count}/${total} ${what}\n`);
  };
  show();
  return {
    advance(by) {
      count += by;
      show();
    },
    done() {
      if (isTerminal) process.stderr.write("\n");
    },
  };
}
