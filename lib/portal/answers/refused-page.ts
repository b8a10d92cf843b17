const words = {
  404: {
    title: "Not found",
    heading: "There is nothing here",
    text: "This page does not exist, or it is not one you may see.",
  },
  403: {
    title: "No permission",
    heading: "This page is for others",
    text: "Your role does not include it. If you need it, ask an administrator of your company.",
  },
} as const;

/**
 * The page for what does not exist or is not the viewer's (404), and for what their role does not include (403),
 * whole and without a script. The gate answers it by itself: handing the request on to Next's own page is a rewrite,
 * and Next sends a rewrite out over the network when the host it listens on is not the one it reads from the request.
 */
export function refusedPage(status: keyof typeof words): string {
  const { title, heading, text } = words[status];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · WinAuthMon</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 1.5rem; box-sizing: border-box;
  background: light-dark(#f4f7f8, #0d1216); color: light-dark(#172026, #e8edf0);
  font: 0.875rem/1.6 "Geist Sans", system-ui, sans-serif; }
main { max-width: 30rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.25rem; letter-spacing: -0.01em; }
p { margin: 0 0 1.25rem; color: light-dark(#55636b, #a3b1b9); }
a { color: light-dark(#0f6675, #6cc7d6); }
</style>
</head>
<body>
<main id="content">
<h1>${heading}</h1>
<p>${text}</p>
<a href="/">Go to the start page</a>
</main>
</body>
</html>
`;
}
