import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { documentedParameter } from '../request/path-params';
import { headerOf, requestOf } from '../request/request-context';

/**
 * The revision that the caller expects the changed resource to have: any (`undefined`), any if it exists (`*`), or one of
 * these. The list is empty if the header has no valid revision; then no revision matches.
 */
export type ExpectedRevision = undefined | '*' | readonly number[];

/** Parses an `If-Match` header with any number of tags. Weak tags (`W/"3"`) and tags that are no revision are skipped. */
export function parseIfMatch(header: string | undefined): ExpectedRevision {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return '*';
  return header.split(',').flatMap((tag) => {
    const revision = /^"(0|[1-9]\d{0,14})"$/.exec(tag.trim())?.[1];
    return revision === undefined ? [] : [Number(revision)];
  });
}

const ifMatch = createParamDecorator((_: unknown, context: ExecutionContext): ExpectedRevision =>
  parseIfMatch(headerOf(requestOf(context).headers, 'if-match')),
);

/** A handler's parameter, of type `ExpectedRevision`: from the `If-Match` header. */
export const IfMatch = (): ParameterDecorator =>
  documentedParameter((target, method, index, descriptor) => {
    ifMatch()(target, method, index);
    ApiHeader({
      name: 'if-match',
      required: false,
      description: 'The ETag of an earlier response: refused if the resource has changed since. `*`: any revision.',
    })(target, method, descriptor);
  });

/** Sets the response header `ETag: "<revision>"`. */
export type SetETag = (revision: number) => void;

const setETag = createParamDecorator(
  (_: unknown, context: ExecutionContext): SetETag =>
    (revision) =>
      void context.switchToHttp().getResponse<FastifyReply>().header('etag', `"${revision}"`),
);

/** A handler's parameter, of type `SetETag`. Call it last, so that no error response has an ETag. */
export const ETag = (): ParameterDecorator =>
  documentedParameter((target, method, index, descriptor) => {
    setETag()(target, method, index);
    const headers = { ETag: { description: 'For a later If-Match.', schema: { type: 'string' as const } } };
    ApiOkResponse({ headers })(target, method, descriptor);
  });
