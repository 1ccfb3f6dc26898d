// What came back is JSON that only the test itself knows the shape of.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Body = any;

export type HttpResponse = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
  /** The last try alone, in milliseconds. */
  readonly tookMs: number;
};

/**
 * What a response should be. An object: the body has these members, among others. A string: the code of the error, or
 * for a 400 the field that it names. A function makes its own expectations of the body.
 */
export type Expected = string | Readonly<Record<string, unknown>> | ((body: Body) => void);

/** A request on its way. Await it for the response, whatever that is, or say what is expected. */
export class Call implements PromiseLike<HttpResponse> {
  constructor(
    private readonly name: string,
    private readonly response: Promise<HttpResponse>,
  ) {}

  then<Fulfilled = HttpResponse, Rejected = never>(
    fulfilled?: ((response: HttpResponse) => Fulfilled | PromiseLike<Fulfilled>) | null,
    rejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.response.then(fulfilled, rejected);
  }

  /** Gives the body, when the response is as expected. */
  async expect(status: number, expected: Expected = {}): Promise<Body> {
    const { body, status: received } = await this.response;
    // The call is compared too, so that a failure tells which of many it was.
    if (received !== status) expect({ call: this.name, status: received, body }).toEqual({ call: this.name, status });
    const shape = typeof expected === 'string' ? error(status, expected) : expected;
    if (typeof shape === 'object') expect({ call: this.name, body }).toMatchObject({ call: this.name, body: shape });
    if (typeof expected === 'function') expected(body);
    return body;
  }
}

const error = (status: number, expected: string): object =>
  status === 400
    ? { details: { validationError: { fieldViolations: expect.arrayContaining([violationOf(expected)]) as unknown } } }
    : { message: expected, details: { applicationError: { code: expected } } };

const violationOf = (field: string): unknown =>
  expect.objectContaining({ field, description: expect.any(String) as unknown });

/** Expects a list that holds each of these, among others. */
export const containing =
  (...items: readonly object[]) =>
  (body: Body): void =>
    expect(listIn(body)).toEqual(expect.arrayContaining(items.map((item) => expect.objectContaining(item) as unknown)));

/** Expects a list of exactly these, in this order; each may say only part of what the item holds. */
export const listing =
  (...items: readonly object[]) =>
  (body: Body): void => {
    expect(listIn(body)).toEqual(items.map((item) => expect.objectContaining(item) as unknown));
    expect(listIn(body)).toHaveLength(items.length);
  };

/** The one list in a response. */
export function listIn(body: Body): Body[] {
  const { failures: _aside, ...rest } = body as Record<string, unknown>;
  const [list] = Object.values(rest).filter(Array.isArray);
  if (!list) throw new Error(`there is no list in ${JSON.stringify(body)}`);
  return list;
}
