export function readText(path: string): string | null;
export function hashOf(paths: readonly string[], ...words: readonly string[]): string;
export function hasStamp(path: string, stamp: string): boolean;
export function removeStamp(path: string): void;
export function writeStamp(path: string, stamp: string): void;
