import { ApiProperty } from '@nestjs/swagger';
import { problems } from '../problems';
import { example } from './examples';

/** One item of a bulk request that failed. */
export class FailureResponse {
  @ApiProperty({ description: 'The id of the item in the request.', example: example.memberId }) readonly id!: string;
  @ApiProperty({ description: 'The error code.', example: 'ALREADY_A_MEMBER' }) readonly code!: string;
  @ApiProperty({ description: 'What the code means.', example: problems.ALREADY_A_MEMBER[1] })
  readonly description!: string;
}
