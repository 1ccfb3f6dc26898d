import type { Logger } from '../src/logger';

/** A logger that keeps its entries. */
export function recordingLogger() {
  const entries: { level: keyof Logger; message: string; details: Record<string, unknown> }[] = [];
  const record = (level: keyof Logger) => (details: object, message: string) =>
    void entries.push({ level, message, details: details as Record<string, unknown> });
  return { entries, info: record('info'), warn: record('warn'), error: record('error') };
}
