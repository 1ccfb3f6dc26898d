import { invalid, IsMemberId } from '@app/http';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID, ValidateBy } from 'class-validator';
import { example } from '../responses/examples';

/** The most entries of a bulk call, repeats included. */
export const MAX_ENTRIES = 1000;
/** The most different ids of a bulk call. */
export const MAX_IDS = 100;

const AtMostDifferent = (max: number): PropertyDecorator =>
  ValidateBy({
    name: 'arrayMaxSize',
    validator: {
      validate: (value: unknown) => !Array.isArray(value) || new Set(value).size <= max,
      defaultMessage: () => `must not hold more than ${max} different ids`,
    },
  });
const bulk = (max = MAX_IDS): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMinSize(1), ArrayMaxSize(MAX_ENTRIES), AtMostDifferent(max));

/** A list of 1 to 100 (or `max`) different member ids; repeats are dropped. */
export const MemberIds = (max?: number): PropertyDecorator =>
  applyDecorators(ApiProperty({ minItems: 1, example: [example.memberId] }), bulk(max), IsMemberId({ each: true }));
/** The same of UUIDs. */
export const Uuids = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minItems: 1, example: [example.groupRequestId] }),
    bulk(),
    IsUUID(undefined, { each: true }),
  );

/** Each id once, in the order in which it first came. */
export const uniqueIds = (ids: readonly string[]): string[] => [...new Set(ids)];

/**
 * Rejections, one for each id. The same id with different reasons is a contradiction, which throws `InvalidRequest`
 * naming `field`; said twice alike it counts once.
 */
export function uniqueRejections<R extends { readonly reason?: string }>(
  field: string,
  rejections: readonly R[],
  idOf: (rejection: R) => string,
): R[] {
  const byId = new Map<string, R>();
  for (const [n, rejection] of rejections.entries()) {
    const before = byId.get(idOf(rejection));
    if (before && before.reason !== rejection.reason)
      throw invalid(`${field}[${n}].reason`, 'contradicts an earlier one');
    if (!before) byId.set(idOf(rejection), rejection);
  }
  if (byId.size > MAX_IDS) throw invalid(field, `must not hold more than ${MAX_IDS} different ids`, 'MAX_LENGTH');
  return [...byId.values()];
}
