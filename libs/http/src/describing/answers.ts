import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

type One = Type | StringConstructor;
/** What a member of an answer is: a class whose properties are described, a text, a list of either, or many by their ids. */
type Member = One | readonly [One] | { readonly byId: One };
/** The members of an answer by their names. A name that ends with `?` is of one that may be absent. */
export type AnswerMembers = Readonly<Record<string, Member>>;

type Made<M> = M extends readonly [infer Item]
  ? readonly Made<Item>[]
  : M extends { readonly byId: infer Item }
    ? Readonly<Record<string, Made<Item>>>
    : M extends StringConstructor
      ? string
      : M extends Type<infer Instance>
        ? Instance
        : never;
type Always<Name> = Name extends `${string}?` ? never : Name;
type Sometimes<Name> = Name extends `${infer Plain}?` ? Plain : never;
type Answer<Members> = { readonly [Name in keyof Members as Always<Name>]: Made<Members[Name]> } & {
  readonly [Name in keyof Members as Sometimes<Name>]?: Made<Members[Name]>;
};

/** The names in `Given`, however deep, that `Described` does not know. */
type Undescribed<Given, Described> = Given extends readonly (infer Item)[]
  ? Described extends readonly (infer DescribedItem)[]
    ? Undescribed<Item, DescribedItem>
    : never
  : Given extends object
    ? {
        [Name in keyof Given]-?: Name extends keyof Described
          ? Undescribed<NonNullable<Given[Name]>, NonNullable<Described[Name]>>
          : Name;
      }[keyof Given]
    : never;
type NoMoreThan<Described, Method extends (...args: never[]) => unknown> = [
  Undescribed<Awaited<ReturnType<Method>>, Described>,
] extends [never]
  ? unknown
  : { readonly undescribed: Undescribed<Awaited<ReturnType<Method>>, Described> };

/** Decorates a method that answers with exactly what is described: anything else does not compile. */
type Describes<Described> = <Method extends (...args: never[]) => Promise<Described>>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method> & NoMoreThan<Described, Method>,
) => void;

/**
 * Documents the body of a route's success: `@Answers({ members: [MemberAnswer], 'failures?': [FailureAnswer] })`.
 * The compiler holds the method against it, both ways: what is described is there, and what is there is described.
 */
export function Answers<const Members extends AnswerMembers>(members: Members): Describes<Answer<Members>> {
  const entries = Object.entries(members).map(([name, member]) => {
    const isOptional = name.endsWith('?');
    return { name: isOptional ? name.slice(0, -1) : name, isOptional, member };
  });
  const required = entries.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(entries.map(({ name, member }) => [name, schemaOf(member)])),
    ...(required.length > 0 && { required }), // an empty list is no valid OpenAPI
  };
  return applyDecorators(
    ApiExtraModels(...entries.flatMap(({ member }) => modelsIn(member))),
    ApiOkResponse({ schema }),
  );
}

type MemberSchema =
  | { readonly $ref: string }
  | { readonly type: 'string' }
  | { readonly type: 'array'; readonly items: MemberSchema }
  | { readonly type: 'object'; readonly additionalProperties: MemberSchema };

function schemaOf(member: Member): MemberSchema {
  if (isList(member)) return { type: 'array', items: schemaOf(member[0]) };
  if (isMap(member)) return { type: 'object', additionalProperties: schemaOf(member.byId) };
  return isText(member) ? { type: 'string' } : { $ref: getSchemaPath(member) };
}

function modelsIn(member: Member): Type[] {
  const one = isList(member) ? member[0] : isMap(member) ? member.byId : member;
  return isText(one) ? [] : [one];
}

const isList = (member: Member): member is readonly [One] => Array.isArray(member);
const isMap = (member: One | { readonly byId: One }): member is { readonly byId: One } => 'byId' in member;
const isText = (member: One): member is StringConstructor => member === String;
