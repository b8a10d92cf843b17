import nextJest from "next/jest.js";

const createJestConfig = nextJest({ dir: import.meta.dirname });

/** @type {import("jest").Config} */
const config = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/tests/**/*.test.{ts,tsx}"],
  moduleNameMapper: { "^@/(.*)$": "<rootDir>/$1" },
  modulePathIgnorePatterns: ["<rootDir>/.next/", "<rootDir>/dist/", "<rootDir>/instance/"],
  setupFilesAfterEnv: ["<rootDir>/tests/setup.ts"],
  cacheDirectory: "<rootDir>/.jest-cache",
  testTimeout: 30_000,
};

// next/jest leaves packages that are published as ES modules alone; they must be compiled for Jest.
const compiledPackages = [
  "otplib",
  "@otplib",
  "@scure",
  "@noble",
  "next-auth",
  "@auth",
  "oauth4webapi",
  "jose",
  "preact",
  "preact-render-to-string",
  "@panva/hkdf",
  "@date-fns/tz",
  "@peculiar",
  "selfsigned",
  "pkijs",
];

export default async function jestConfig() {
  const resolved = await createJestConfig(config)();
  return {
    ...resolved,
    transformIgnorePatterns: [
      `/node_modules/(?!(${compiledPackages.join("|")})/|@prisma/client/runtime/.*\\.mjs$)`,
      "^.+\\.module\\.(css|sass|scss)$",
    ],
  };
}
