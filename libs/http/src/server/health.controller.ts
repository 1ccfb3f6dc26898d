import { Controller, Get, Inject, Optional, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../request/route-kinds';

/**
 * A dependency that must work before this process takes requests. `check` rejects while it does not, and resolves with
 * `degraded` when it works, but an operator should look at it.
 */
export type ReadinessProbe = { readonly name: string; readonly check: () => Promise<'degraded' | void> };

/** Injects the `ReadinessProbe[]` that `/health/ready` runs. */
export const READINESS_PROBES = Symbol('READINESS_PROBES');

/** A probe that takes longer counts as failing. */
const PROBE_TIMEOUT_MS = 3000;

type ProbeResult = 'ok' | 'degraded' | 'failing';
type Health = { readonly status: 'ok' | 'failing'; readonly probes: Readonly<Record<string, ProbeResult>> };

const status = { type: 'string', enum: ['ok', 'failing'], example: 'ok' };
const probes = {
  type: 'object',
  additionalProperties: { type: 'string', enum: ['ok', 'degraded', 'failing'], example: 'ok' },
  description: 'The result of each probe. `degraded` needs the attention of an operator, but requests are served.',
};
const readiness = { type: 'object', properties: { status, probes }, required: ['status', 'probes'] };

@ApiTags('operations')
@Controller('health')
export class HealthController {
  private readonly probes: readonly ReadinessProbe[];

  constructor(@Optional() @Inject(READINESS_PROBES) probes: readonly ReadinessProbe[] | null) {
    this.probes = probes ?? [];
  }

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'The process runs.' })
  @ApiOkResponse({ schema: { type: 'object', properties: { status }, required: ['status'] } })
  live(): Pick<Health, 'status'> {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'The process can take requests.' })
  @ApiOkResponse({ schema: readiness })
  @ApiServiceUnavailableResponse({ schema: readiness, description: 'At least one probe fails.' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const results = await Promise.all(this.probes.map(async (probe) => [probe.name, await resultOf(probe)] as const));
    const status = results.some(([, result]) => result === 'failing') ? 'failing' : 'ok';
    reply.code(status === 'ok' ? 200 : 503);
    return { status, probes: Object.fromEntries(results) };
  }
}

async function resultOf({ check }: ReadinessProbe): Promise<ProbeResult> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'failing'>((resolve) => (timer = setTimeout(() => resolve('failing'), PROBE_TIMEOUT_MS)));
  const result = check().then(
    (result) => result ?? ('ok' as const),
    () => 'failing' as const,
  );
  return Promise.race([result, timeout]).finally(() => clearTimeout(timer));
}
