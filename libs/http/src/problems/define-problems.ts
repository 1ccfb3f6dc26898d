import type { Refused } from '@app/kernel';
import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { ErrorBody, problemBody } from './error-body';
import { Problem } from './problem';

/** Problems by their codes: the HTTP status and a sentence for people. Never 400, which is for `InvalidRequest`. */
export type ProblemTable = Readonly<Record<string, readonly [status: number, sentence: string]>>;

/** What `defineProblems` gives for a table. */
export type DefinedProblems<Code extends string> = {
  /** Documents that an operation may respond with these problems. */
  readonly ApiProblems: (...codes: readonly Code[]) => MethodDecorator & ClassDecorator;
  /** Gives an accepted result back; throws the `Problem` for a refusal, with the refusal's data. */
  readonly orProblem: <Accepted extends { readonly accepted: true }>(result: Accepted | Refused<Code>) => Accepted;
};

/** Defines the problems of one part of the API. */
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
