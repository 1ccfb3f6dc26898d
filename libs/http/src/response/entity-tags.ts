import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { documentedParameter } from '../request/path-params';
import { headerOf, requestOf } from '../request/request-context';

/**
 * What a caller expects of the thing that they change: nothing (`undefined`), that it exists (`*`), or that it stands at
 * one of these revisions. A header that names no revision of ours leaves an empty list, which nothing can meet.
 */
export type ExpectedRevision = undefined | '*' | readonly number[];

/**
 * Reads an `If-Match`. Of several tags each is taken, as HTTP says; weak ones (`W/"3"`) and others' are no revisions of
 * ours.
 */
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

/** A handler's parameter: what the caller expects of the thing that they change, from `If-Match`. */
export const IfMatch = (): ParameterDecorator =>
  documentedParameter((target, method, index, descriptor) => {
    ifMatch()(target, method, index);
    ApiHeader({
      name: 'if-match',
      required: false,
      description:
        'The ETag of an earlier answer: nothing is done if there were changes since. `*`: whatever it is now.',
    })(target, method, descriptor);
  });

/** Says at which revision the thing in the answer stands: `ETag: "<revision>"`. */
export type SetETag = (revision: number) => void;

const setETag = createParamDecorator(
  (_: unknown, context: ExecutionContext): SetETag =>
    (revision) =>
      void context.switchToHttp().getResponse<FastifyReply>().header('etag', `"${revision}"`),
);

/** A handler's parameter: a function of type `TagAnswer`. Called last, so that no error carries a tag. */
export const ETag = (): ParameterDecorator =>
  documentedParameter((target, method, index, descriptor) => {
    setETag()(target, method, index);
    const headers = { ETag: { description: 'For a later If-Match.', schema: { type: 'string' as const } } };
    ApiOkResponse({ headers })(target, method, descriptor);
  });
