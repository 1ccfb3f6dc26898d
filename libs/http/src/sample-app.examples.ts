import { readSettings, type Settings } from '@app/config';
import { type EventStore, EventStoreUnavailable, InMemoryEventStore, raiseHighWater } from '@app/event-store';
import { signToken, type TokenOptions } from '@app/identity';
import { accept, type Caller, type Position, refuse } from '@app/kernel';
import { InMemoryReadStore, ReadModelBehind, ReadStoreUnavailable } from '@app/read-store';
import {
  Body,
  Controller,
  Delete,
  type DynamicModule,
  Get,
  Module,
  Param,
  Patch,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import {
  ANSWER_STORE,
  CALLER_CHECK,
  type CallerCheck,
  createHttpApp,
  ETag,
  EVENT_STORE,
  type Expected,
  FromCaller,
  type HttpOptions,
  IfMatch,
  MemberParam,
  Nested,
  NestedList,
  pageOf,
  PageQuery,
  problemKit,
  QueryList,
  READINESS_PROBES,
  ReadOnly,
  type ReadinessProbe,
  Reads,
  RequestId,
  Since,
  type TagAnswer,
  Text,
  UuidParam,
  WildcardParam,
  Writes,
} from '.';

const { ApiProblems, orProblem } = problemKit({ CAKE_EATEN: [409, 'The cake was eaten already.'] });

class Layer {
  @Text({ min: 1, max: 5 }) readonly taste!: string;
}

class Cake {
  @Text({ min: 1, max: 3 }) readonly name!: string;
  @IsOptional() @IsBoolean() readonly baked?: boolean;
  @IsOptional() @NestedList(() => Layer, { max: 2 }) readonly layers?: Layer[];
  @ReadOnly() readonly id?: string;
}

class CakeBody {
  @Nested(() => Cake) readonly cake!: Cake;
}

class CakesQuery extends PageQuery {
  @IsOptional() @IsIn(['SWEET', 'SALTY']) readonly taste?: string;
  @IsOptional() @QueryList() @Text({ max: 2, each: true }) readonly memberIds?: string[];
}

@Controller('v2/cakes')
class CakesController {
  @Get()
  @Reads({ visitors: true })
  list(@Query() query: CakesQuery, @FromCaller() caller: Caller, @Since() since: Position | null) {
    return { ...pageOf(query), taste: query.taste, memberIds: query.memberIds, caller, since: since && String(since) };
  }

  @Get('slugs/*')
  @Reads({ visitors: true })
  bySlug(@WildcardParam('slug') slug: string) {
    return { slug };
  }

  @Get('mine')
  @Reads()
  mine(@RequestId() requestId: string) {
    return { requestId };
  }

  @Get('broken/:how')
  @Reads({ visitors: true })
  broken(@Param('how') how: string) {
    const failures: Record<string, Error> = {
      'event-store': new EventStoreUnavailable('down at 10.0.0.7'),
      append: new EventStoreUnavailable('down', 'UNKNOWN'),
      'read-store': new ReadStoreUnavailable('down at 10.0.0.8'),
      behind: new ReadModelBehind('late'),
    };
    throw failures[how] ?? new Error('the password is 12345');
  }

  @Post()
  @Writes()
  bake(@Body() { cake }: CakeBody) {
    return { cake };
  }

  @Patch(':cakeId')
  @Writes()
  change(@UuidParam('cakeId') cakeId: string, @Body() { cake }: CakeBody) {
    raiseHighWater(7n);
    return { cakeId, cake };
  }

  @Delete(':cakeId')
  @Writes()
  remove(@UuidParam('cakeId') cakeId: string) {
    return { cakeId };
  }

  @Post(':cakeId/eat')
  @Writes()
  @ApiProblems('CAKE_EATEN')
  eat(@UuidParam('cakeId') cakeId: string) {
    const eaten = cakeId.startsWith('0') ? refuse('CAKE_EATEN', { by: 'ravi' }) : accept();
    return orProblem(eaten);
  }

  @Put(':cakeId/candles')
  @Writes()
  light(@UuidParam('cakeId') _cakeId: string, @IfMatch() expected: Expected, @ETag() tag: TagAnswer) {
    tag(3);
    return { expected: expected ?? 'nothing' };
  }

  @Put('unsaid')
  unsaid() {
    return {};
  }
}

@Controller('v2/members/:memberId/cakes')
class MemberCakesController {
  @Get()
  @Reads()
  list(@MemberParam('memberId') memberId: string) {
    return { memberId };
  }
}

@Module({})
class SampleModule {
  static of(store: EventStore, probes: readonly ReadinessProbe[], check: CallerCheck): DynamicModule {
    return {
      module: SampleModule,
      global: true,
      controllers: [CakesController, MemberCakesController],
      providers: [
        { provide: EVENT_STORE, useValue: store },
        { provide: ANSWER_STORE, useValue: new InMemoryReadStore() },
        { provide: READINESS_PROBES, useValue: probes },
        { provide: CALLER_CHECK, useValue: check },
      ],
      exports: [EVENT_STORE, ANSWER_STORE, READINESS_PROBES, CALLER_CHECK],
    };
  }
}

export const secret = 'a secret of more than 32 bytes, for tests';

/** A token for the sample app; ravi's, for an hour, unless told otherwise. */
export const token = (asked: Partial<TokenOptions> = {}): Promise<string> =>
  signToken(new TextEncoder().encode(secret), { sub: 'ravi', expiresInSeconds: 3600, ...asked });

type Sample = HttpOptions & {
  readonly env?: Readonly<Record<string, string>>;
  readonly store?: EventStore;
  readonly probes?: readonly ReadinessProbe[];
  readonly check?: CallerCheck;
};

export const settingsOf = (env: Sample['env'] = {}): Settings =>
  readSettings({ AUTH_SECRET: secret, LOG_LEVEL: 'silent', ...env });

/** A small application with everything of this library around it. By default nobody is refused by `check`. */
export function sampleApp({
  env,
  store,
  probes = [],
  check = () => Promise.resolve(),
  logTo,
}: Sample = {}): Promise<NestFastifyApplication> {
  const module = SampleModule.of(store ?? new InMemoryEventStore(), probes, check);
  return createHttpApp(module, settingsOf(env), { logTo });
}
