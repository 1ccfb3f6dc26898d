import type { Provider, Type } from '@nestjs/common';
import { CONTROLLER_WATERMARK } from '@nestjs/common/constants';
import { COMMAND_HANDLER_METADATA, QUERY_HANDLER_METADATA } from '@nestjs/cqrs/dist/decorators/constants';
import * as commands from '../commands';
import * as queries from '../queries';

const exported: readonly unknown[] = [...Object.values(commands), ...Object.values(queries)];

/** The exported classes that one of these decorators has marked itself, not a class that they extend. */
const markedWith = (...marks: readonly string[]): Type[] =>
  exported.filter(
    (value): value is Type => typeof value === 'function' && marks.some((mark) => Reflect.hasOwnMetadata(mark, value)),
  );

/** The controllers of all commands and queries. */
export const controllers: Type[] = markedWith(CONTROLLER_WATERMARK);

/** The handlers of all commands and queries: `CqrsModule` binds each to its bus. */
export const handlers: Provider[] = markedWith(COMMAND_HANDLER_METADATA, QUERY_HANDLER_METADATA);
