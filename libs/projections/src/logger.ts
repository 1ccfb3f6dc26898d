/** What the background workers of this library log to. Details come first, as in pino, so a pino logger fits. */
export type Logger = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};
