/** What the machines of this library log to: pino's shape, so that a pino logger fits. */
export type Logger = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};
