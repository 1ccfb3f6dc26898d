import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** The cursors of a page. */
class Cursors {
  @ApiPropertyOptional({ description: 'The `cursor` of the next page; absent on the last page.' })
  readonly next?: string;
}

/** About this page: offset and total with `paging`, cursors with `cursorPaging`. */
export class PageResponse {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'The number of items on this page.', example: 1 })
  readonly count!: number;
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    description: 'The number of items before this page.',
    example: 0,
  })
  readonly offset?: number;
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 100_000,
    description: 'The number of items that you may see, counted up to 100 000.',
    example: 1,
  })
  readonly total?: number;
  @ApiPropertyOptional({ description: 'Whether there are more items than `total`.', example: false })
  readonly tooManyToCount?: boolean;
  @ApiPropertyOptional({ type: Cursors }) readonly cursors?: Cursors;
}
