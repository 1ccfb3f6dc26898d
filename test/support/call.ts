// What came back is JSON that only the test itself knows the shape of.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Body = any;

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
};

/**
 * What an answer should be. An object: the body has these members, among others. A text: the code of the error, or for a
 * 400 the field that it names. A function makes its own expectations of the body.
 */
export type Expected = string | Readonly<Record<string, unknown>> | ((body: Body) => void);

/** A request on its way. Await it for the answer, whatever that is, or say what is expected. */
export class Call implements PromiseLike<Answer> {
  constructor(
    private readonly name: string,
    private readonly answer: Promise<Answer>,
  ) {}

  then<Fulfilled = Answer, Rejected = never>(
    fulfilled?: ((answer: Answer) => Fulfilled | PromiseLike<Fulfilled>) | null,
    rejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.answer.then(fulfilled, rejected);
  }

  /** Gives the body, once it is sure that the answer is as expected. */
  async expect(status: number, expected: Expected = {}): Promise<Body> {
    const { body, status: answered } = await this.answer;
    // The call is compared too, so that a failure tells which of many it was.
    if (answered !== status) expect({ call: this.name, status: answered, body }).toEqual({ call: this.name, status });
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

/** The one list in an answer. */
export function listIn(body: Body): Body[] {
  const { failures: _aside, ...rest } = body as Record<string, unknown>;
  const [list] = Object.values(rest).filter(Array.isArray);
  if (!list) throw new Error(`there is no list in ${JSON.stringify(body)}`);
  return list;
}
