import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** How to go on from a page of a walk. */
class Cursors {
  @ApiPropertyOptional({ description: 'The `cursor` of the next page; absent on the last.' }) readonly next?: string;
}

/** Which page this is: with `limit` and `offset` these and the total, with `cursorPaging` the cursors. */
export class PageResponse {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many are on this page.', example: 1 })
  readonly count!: number;
  @ApiPropertyOptional({ type: 'integer', minimum: 0, description: 'How many were passed over.', example: 0 })
  readonly offset?: number;
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 100_000,
    description: 'How many there are that you may see.',
    example: 1,
  })
  readonly total?: number;
  @ApiPropertyOptional({ description: 'There are more than `total` says.', example: false })
  readonly tooManyToCount?: boolean;
  @ApiPropertyOptional({ type: Cursors }) readonly cursors?: Cursors;
}
