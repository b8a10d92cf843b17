import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { ThemeProvider } from "@/components/shell/theme-provider";
import { ToastHost } from "@/components/ui/toast-host";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "WinAuthMon", template: "%s · WinAuthMon" },
  description: "Who signs in to your Windows computers.",
  applicationName: "WinAuthMon",
  icons: { icon: "/icon.svg" },
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "dark light",
  themeColor: "#0d1115",
};

/** `dark` stands in the markup for browsers without scripts; the theme's own script corrects it before the first paint. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" className={`dark ${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        <ThemeProvider nonce={nonce}>
          {children}
          <ToastHost />
        </ThemeProvider>
      </body>
    </html>
  );
}
