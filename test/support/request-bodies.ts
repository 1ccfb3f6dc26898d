import 'reflect-metadata';
import type { Type as Class } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import { controllers } from '../../libs/groups/src/runtime/registration';

/** Every field that request bodies can have, found in the classes that validate them, so that no new one is forgotten. */

type RouteWithBody = {
  /** The name of the handler. */
  readonly operation: string;
  readonly handler: object;
  /** The class of the body. */
  readonly body: Class;
};

export type BodyField = {
  /** `group.name`; of a list the first item: `rules[0].title`. */
  readonly path: string;
  /** The names of its rules. */
  readonly rules: ReadonlySet<string>;
  /** The longest text, or the most items of the list. */
  readonly max: number | undefined;
  /** The class of the object, or of the objects in the list. */
  readonly of: Class | undefined;
};

/** The routes that take a body. */
export const routesWithBody = (): readonly RouteWithBody[] =>
  controllers.flatMap((controller) => {
    const prototype = controller.prototype as Readonly<Record<string, object>>;
    return Object.getOwnPropertyNames(prototype).flatMap((operation) => {
      const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, operation) ?? {}) as object;
      const key = Object.keys(parameters).find((name) => name.startsWith(`${RouteParamtypes.BODY}:`));
      if (key === undefined) return [];
      const types = Reflect.getMetadata('design:paramtypes', prototype, operation) as Class[];
      return [{ operation, handler: prototype[operation]!, body: types[Number(key.split(':')[1])]! }];
    });
  });

/** The fields of a body, and those of the objects in it. */
export const fieldsOf = (body: Class, parent = ''): BodyField[] =>
  ownFieldsOf(body).flatMap((field) => {
    const path = parent === '' ? field.path : `${parent}.${field.path}`;
    const inside = field.rules.has('isArray') ? `${path}[0]` : path;
    return [{ ...field, path }, ...(field.of ? fieldsOf(field.of, inside) : [])];
  });

function ownFieldsOf(body: Class): BodyField[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(body, '', false, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))].map((path) => {
    const own = metadata.filter(({ propertyName }) => propertyName === path);
    const rules = new Set(own.map((rule) => rule.name ?? rule.type));
    const limit = own.find(({ name = '', constraints }) => /^(maxCodePoints|arrayMaxSize)$/.test(name) && constraints);
    const filled = plainToInstance(body, { [path]: rules.has('isArray') ? [{}] : {} }) as Record<string, object>;
    const of = rules.has('nestedValidation') ? ([filled[path]].flat()[0]!.constructor as Class) : undefined;
    return { path, rules, max: limit?.constraints?.[0] as number | undefined, of };
  });
}

/** A body with every field, each as long as it may be, with characters that take the most bytes. */
export const longestOf = (body: Class): object =>
  Object.fromEntries(ownFieldsOf(body).map((field) => [field.path, longestValue(field)]));

function longestValue({ rules, max, of }: BodyField): unknown {
  const one = of ? longestOf(of) : rules.has('isString') ? '𒀀'.repeat(max!) : LONGEST_ID;
  return rules.has('isArray') ? Array.from({ length: max! }, () => one) : one;
}

/** No other value takes more: a UUID has 36 characters, a number of up to 2^53 fewer. */
const LONGEST_ID = 'x'.repeat(128);

/** A copy of a body with this value at a path. Objects and lists on the way are made when they are missing. */
export const withField = (body: unknown, path: string, value: unknown): unknown =>
  withValue(
    body,
    path.split(/[.[\]]+/).filter((step) => step !== ''),
    value,
  );

function withValue(of: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (/^\d+$/.test(step)) {
    const [first, ...others] = Array.isArray(of) ? (of as unknown[]) : [];
    return [withValue(first, rest, value), ...others];
  }
  const object = (of ?? {}) as Readonly<Record<string, unknown>>;
  return { ...object, [step]: withValue(object[step], rest, value) };
}
