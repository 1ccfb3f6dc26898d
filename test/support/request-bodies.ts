import 'reflect-metadata';
import type { Type as Class } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import { controllers } from '../../libs/groups/src/runtime/registration';

/** Every field that request bodies can have, found in the classes that validate them, so that no new one is forgotten. */

export type BodyField = {
  /** `group.name`; of a list the first item: `rules[0].title`. */
  readonly path: string;
  /** The names of its rules. */
  readonly rules: ReadonlySet<string>;
  /** The longest text, or the most items of the list. */
  readonly max: number | undefined;
  readonly isObject: boolean;
};

/** Each class of a request body by the operation ids of the routes that take it. */
export function requestBodies(): ReadonlyMap<string, Class> {
  return new Map(controllers.flatMap((controller) => handlersOf(controller)));
}

function handlersOf(controller: Class): [string, Class][] {
  const handlers = Object.getOwnPropertyNames(controller.prototype);
  return handlers.flatMap((handler) => {
    const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler) ?? {}) as Record<string, unknown>;
    const key = Object.keys(parameters).find((name) => name.startsWith(`${RouteParamtypes.BODY}:`));
    if (key === undefined) return [];
    const types = Reflect.getMetadata('design:paramtypes', controller.prototype as object, handler) as Class[];
    return [[handler, types[Number(key.split(':')[1])]!]];
  });
}

/** The fields of a body, and those of the objects in it. */
export function fieldsOf(body: Class, parent = ''): BodyField[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(body, '', false, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))].flatMap((name) => {
    const own = metadata.filter(({ propertyName }) => propertyName === name);
    const rules = new Set(own.map((rule) => rule.name ?? rule.type));
    const limits = own.filter((rule) => ['maxCodePoints', 'arrayMaxSize'].includes(rule.name ?? ''));
    const path = parent === '' ? name : `${parent}.${name}`;
    const isObject = rules.has('nestedValidation');
    const field = { path, rules, isObject, max: limits[0]?.constraints?.[0] as number | undefined };
    if (!isObject) return [field];
    const isList = rules.has('isArray');
    const filled = plainToInstance(body, { [name]: isList ? [{}] : {} }) as Record<string, object | object[]>;
    const inner = [filled[name]].flat()[0]!.constructor as Class;
    return [field, ...fieldsOf(inner, isList ? `${path}[0]` : path)];
  });
}

const stepsOf = (path: string): string[] => path.split(/[.[\]]+/).filter((step) => step !== '');

/** What a body holds at a path. */
export const valueAt = (body: unknown, path: string): unknown =>
  stepsOf(path).reduce<unknown>(
    (value, step) => (value as Readonly<Record<string, unknown>> | undefined)?.[step],
    body,
  );

/** A copy of a body with this value at a path. Objects and lists on the way are made when they are missing. */
export const withField = (body: unknown, path: string, value: unknown): unknown =>
  withValue(body, stepsOf(path), value);

function withValue(of: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (/^\d+$/.test(step)) {
    const [first, ...others] = Array.isArray(of) ? (of as unknown[]) : [];
    return [withValue(first, rest, value), ...others];
  }
  const object = (of ?? {}) as Readonly<Record<string, unknown>>;
  return { ...object, [step]: withValue(object[step], rest, value) }; // computed, so that `__proto__` is a name like others
}
