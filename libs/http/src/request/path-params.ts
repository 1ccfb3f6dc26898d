import { ME, MEMBER_ID_PATTERN, memberIdError } from '@app/kernel';
import { createParamDecorator, type ExecutionContext, Param, type PipeTransform, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ApiParam } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { ApiHttpProblems, httpProblem } from '../problems/http-problems';
import { invalid } from '../problems/problem';
import { callerOf, requestOf } from './request-context';

type DecorateParameter = (
  target: object,
  method: string | symbol,
  index: number,
  descriptor: PropertyDescriptor,
) => void;

/** A decorator of a handler's parameter that also documents the handler. */
export const documentedParameter =
  (decorate: DecorateParameter): ParameterDecorator =>
  (target, method, index) => {
    const descriptor = method === undefined ? undefined : Object.getOwnPropertyDescriptor(target, method);
    if (method !== undefined && descriptor) decorate(target, method, index, descriptor);
  };

class UuidPipe implements PipeTransform<string, string> {
  constructor(private readonly field: string) {}

  transform(value: string): string {
    if (!isUUID(value)) throw invalid(this.field, 'must be a UUID', 'FORMAT');
    return value.toLowerCase();
  }
}

/** A handler's parameter: a UUID in the path, turned to lower case. Anything else is 400. */
export const UuidParam = (name: string): ParameterDecorator =>
  documentedParameter((target, method, index, descriptor) => {
    Param(name, new UuidPipe(name))(target, method, index);
    ApiParam({ name, schema: { type: 'string', format: 'uuid' } })(target, method, descriptor);
  });

const memberParam = createParamDecorator((name: string, context: ExecutionContext): string => {
  const request = requestOf(context);
  const value = (request.params as Readonly<Record<string, string>>)[name] ?? '';
  if (value === ME) return callerOf(request).memberId ?? memberIdentityRequired();
  const error = memberIdError(value);
  if (error) throw invalid(name, error, 'FORMAT');
  return value;
});

function memberIdentityRequired(): never {
  throw httpProblem('MEMBER_IDENTITY_REQUIRED');
}

/** A handler's parameter: a member id in the path. `me` stands for the caller; for an app it is 403. */
export const MemberParam = (name: string): ParameterDecorator =>
  documentedParameter((target, method, index, descriptor) => {
    memberParam(name)(target, method, index);
    const schema = { type: 'string' as const, pattern: MEMBER_ID_PATTERN.source, example: ME }; // Nest drops one beside it
    const description = '`me` stands for the caller.';
    ApiParam({ name, schema, description })(target, method, descriptor);
    ApiHttpProblems('MEMBER_IDENTITY_REQUIRED')(target, method, descriptor);
  });

const WILDCARD = Symbol('WILDCARD');
const wildcardParam = createParamDecorator(
  (name: string, context: ExecutionContext): unknown =>
    (requestOf(context).params as Readonly<Record<string, unknown>>)[name],
);

/** A handler's parameter: what the `*` at the end of the path matched, decoded, with slashes. Query and body may repeat it as `name`. */
export const WildcardParam = (name: string): ParameterDecorator =>
  documentedParameter((target, method, index, descriptor) => {
    wildcardParam(name)(target, method, index);
    SetMetadata(WILDCARD, name)(target, method, descriptor);
    ApiParam({ name: 'path', schema: { type: 'string' }, description: `The ${name}.` })(target, method, descriptor);
  });

/** The name that the handler which is about to run gives its wildcard, if it has one. */
export const wildcardOf = (reflector: Reflector, context: ExecutionContext): string | undefined =>
  reflector.get<string | undefined>(WILDCARD, context.getHandler());
