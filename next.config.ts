import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // The server answers a trailing slash under /api/ itself; a page has one address without redirects to teach it.
  skipTrailingSlashRedirect: true,
  // There is no image optimiser to reach from outside, and nothing here needs one.
  images: { unoptimized: true },
  // Pages carry up to a thousand rows and mostly travel over wide networks without a proxy in between.
  compress: true,
  // Native parts, drivers and writers that must be loaded from their packages as they are.
  serverExternalPackages: [
    "@node-rs/argon2",
    "@prisma/adapter-better-sqlite3",
    "@prisma/adapter-mariadb",
    "@prisma/adapter-mssql",
    "@prisma/adapter-pg",
    "@prisma/client",
    "better-sqlite3",
    "exceljs",
    "mariadb",
    "mssql",
    "pg",
    "pino",
    "pino-pretty",
  ],
  // The middleware leaves built files alone, so what it says of every other answer is said here.
  headers: async () => [
    {
      source: "/_next/static/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
      ],
    },
  ],
  // Pages are loaded when first asked for: a portal that only takes events in need not keep all of them in memory.
  experimental: { preloadEntriesOnStart: false },
  // Types are checked by `npm run verify`; checking them again would only make the first start slower.
  typescript: { ignoreBuildErrors: true },
};

export default config;
