import { invalid, IsMemberId } from '@app/http';
import { MEMBER_ID_PATTERN } from '@app/kernel';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID, ValidateBy } from 'class-validator';
import { example } from '../responses/examples';

/** The maximum number of entries of a bulk request, repeats included. */
export const MAX_ENTRIES = 1000;
/** The maximum number of different ids of a bulk request. */
export const MAX_IDS = 100;

/** The largest body with rejections, in bytes: `MAX_ENTRIES` of them with the longest reasons take 4 MiB. */
export const REJECTIONS_LIMIT_BYTES = 5_242_880;

const MaxDifferentIds = (max: number): PropertyDecorator =>
  ValidateBy({
    name: 'arrayMaxSize',
    validator: {
      validate: (value: unknown) => !Array.isArray(value) || new Set(value).size <= max,
      defaultMessage: () => `must not hold more than ${max} different ids`,
    },
  });
const BulkIds = (max = MAX_IDS): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMinSize(1), ArrayMaxSize(MAX_ENTRIES), MaxDifferentIds(max));

/** What the schema of a member id says besides its type. */
export const memberIdForm = { pattern: MEMBER_ID_PATTERN.source };

/** A list of 1 to 100 (or `max`) different member ids; repeats are dropped. */
export const MemberIds = (max?: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minItems: 1, example: [example.memberId], ...memberIdForm }),
    BulkIds(max),
    IsMemberId({ each: true }),
  );
const inLowerCase = (id: unknown): unknown => (typeof id === 'string' ? id.toLowerCase() : id);
/** A list of 1 to 100 different UUIDs, turned to lower case; repeats are dropped. */
export const Uuids = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minItems: 1, example: [example.groupRequestId] }),
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(inLowerCase) : value)),
    BulkIds(),
    IsUUID(undefined, { each: true }),
  );

/** Each id once, in the order of first occurrence. */
export const uniqueIds = (ids: readonly string[]): string[] => [...new Set(ids)];

/**
 * The rejections without repeats. Throws `InvalidRequest` on `field` when an id is repeated with another reason, and for
 * more than 100 different ids.
 */
export function uniqueRejections<R extends { readonly reason?: string }>(
  field: string,
  rejections: readonly R[],
  idOf: (rejection: R) => string,
): R[] {
  const byId = new Map<string, R>();
  for (const [n, rejection] of rejections.entries()) {
    const earlier = byId.get(idOf(rejection));
    if (earlier && earlier.reason !== rejection.reason)
      throw invalid(`${field}[${n}].reason`, 'contradicts an earlier one');
    if (!earlier) byId.set(idOf(rejection), rejection);
  }
  if (byId.size > MAX_IDS) throw invalid(field, `must not hold more than ${MAX_IDS} different ids`, 'MAX_LENGTH');
  return [...byId.values()];
}
