import type { Refused } from '@app/kernel';
import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { ErrorBody, problemBody } from './error-body';
import { Problem } from './problem';

/** Every code that a caller may meet: the status it is sent with, and its sentence. Never 400, which names fields instead. */
export type ProblemTable = Readonly<Record<string, readonly [status: number, sentence: string]>>;

/** How the errors of one part of the API leave it, from one table. */
export type DefinedProblems<Code extends string> = {
  /** Documents that an operation may answer with these. */
  readonly ApiProblems: (...codes: readonly Code[]) => MethodDecorator & ClassDecorator;
  /** What was accepted; throws the `Problem` of a refusal, with what the refusal lets the caller know. */
  readonly orProblem: <Accepted extends { readonly accepted: true }>(result: Accepted | Refused<Code>) => Accepted;
};

export function defineProblems<Table extends ProblemTable>(table: Table): DefinedProblems<keyof Table & string> {
  type Code = keyof Table & string;
  const row = (code: Code): readonly [number, string] => table[code] as Table[Code];
  return {
    ApiProblems: (...codes) => {
      const statuses = [...new Set(codes.map((code) => row(code)[0]))];
      const having = (status: number) => codes.filter((code) => row(code)[0] === status);
      return applyDecorators(
        ...statuses.map((status) =>
          ApiResponse({
            status,
            type: ErrorBody,
            description: having(status).map(lineOf).join('\n\n'),
            examples: Object.fromEntries(having(status).map((code) => [code, exampleOf(code)])),
          }),
        ),
      );
    },
    orProblem: <Accepted extends { readonly accepted: true }>(result: Accepted | Refused<Code>): Accepted => {
      if (result.accepted) return result;
      const { refusal, data } = result;
      const [status, sentence] = row(refusal);
      throw new Problem(status, refusal, sentence, { data });
    },
  };

  function lineOf(code: Code): string {
    return `\`${code}\` ${row(code)[1]}`;
  }
  function exampleOf(code: Code): { summary: string; value: ErrorBody } {
    const [status, sentence] = row(code);
    return { summary: sentence, value: problemBody(new Problem(status, code, sentence)) };
  }
}
