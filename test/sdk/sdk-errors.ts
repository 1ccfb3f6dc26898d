/** The error that the SDK throws for a refused call. */
export const sdkError = (status: number, code: string, data: object = {}): object => ({
  status,
  requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  details: { applicationError: { code, description: expect.stringMatching(/\.$/) as string, data } },
});

/** The error that it throws for an invalid call. `fields`: as the functions of the SDK name them. */
export const sdkValidationError = (...fields: readonly string[]): object => ({
  status: 400,
  requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  details: {
    validationError: {
      fieldViolations: fields.map(
        (field) => expect.objectContaining({ field, description: expect.any(String) as string }) as object,
      ),
    },
  },
});
