import { Controller, Get, Module } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ApiProperty, ApiPropertyOptional, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Responds } from './responds';

class Cake {
  @ApiProperty({ example: 'lemon' }) readonly taste!: string;
  @ApiPropertyOptional() readonly layers?: number;
}

const baked = { taste: 'lemon' };

@Controller()
class Bakery {
  @Get('one')
  @Responds({ cake: Cake })
  one() {
    return Promise.resolve({ cake: baked });
  }

  @Get('many')
  @Responds({ name: String, cakes: [Cake], tastes: [String], shelf: { byId: Cake }, 'sold?': [Cake] })
  many() {
    return Promise.resolve({ name: 'today', cakes: [baked], tastes: ['lemon'], shelf: { a: baked } });
  }

  @Get('nothing')
  @Responds({})
  nothing() {
    return Promise.resolve({});
  }
}

/** What the compiler refuses: were one of these to compile, the line above it would not. */
class Lies {
  // @ts-expect-error what is described is not there
  @Responds({ cake: Cake })
  missing() {
    return Promise.resolve({ cakes: [baked] });
  }

  // @ts-expect-error what is described is of another kind
  @Responds({ cake: Cake })
  another() {
    return Promise.resolve({ cake: { taste: 3 } });
  }

  // @ts-expect-error what is always there by its description may be absent
  @Responds({ cake: Cake })
  sometimes() {
    return Promise.resolve<{ cake?: Cake }>({});
  }

  // @ts-expect-error what is there is not described
  @Responds({ cake: Cake })
  more() {
    return Promise.resolve({ cake: baked, price: 3 });
  }

  // @ts-expect-error what is there, deep inside of a list, is not described
  @Responds({ cakes: [Cake] })
  moreInside() {
    return Promise.resolve({ cakes: [{ ...baked, secret: 'more butter' }] });
  }
}

@Module({ controllers: [Bakery] })
class BakeryModule {}

describe('the description of an answer', () => {
  let document: OpenAPIObject;
  const answerOf = (path: string) => document.paths[path]?.get?.responses[200];
  const cake = { $ref: '#/components/schemas/Cake' };

  beforeAll(async () => {
    const app = (await Test.createTestingModule({ imports: [BakeryModule] }).compile()).createNestApplication(
      new FastifyAdapter(),
    );
    document = SwaggerModule.createDocument(app, new DocumentBuilder().build());
    await app.close();
  });

  it('names its members, and brings along what they are', () => {
    expect(answerOf('/one')).toMatchObject({
      content: { 'application/json': { schema: { type: 'object', properties: { cake }, required: ['cake'] } } },
    });
    expect(document.components?.schemas).toMatchObject({ Cake: { required: ['taste'] } });
  });

  it('knows texts, lists, what is found by ids, and what may be absent', () =>
    expect(answerOf('/many')).toMatchObject({
      content: {
        'application/json': {
          schema: {
            properties: {
              name: { type: 'string' },
              cakes: { type: 'array', items: cake },
              tastes: { type: 'array', items: { type: 'string' } },
              shelf: { type: 'object', additionalProperties: cake },
              sold: { type: 'array', items: cake },
            },
            required: ['name', 'cakes', 'tastes', 'shelf'],
          },
        },
      },
    }));

  it('may say that there is nothing in it', () =>
    expect(answerOf('/nothing')).toMatchObject({
      content: { 'application/json': { schema: { type: 'object', properties: {} } } },
    }));

  it('is held against the method by the compiler', () => expect(Lies.name).toBe('Lies'));
});
