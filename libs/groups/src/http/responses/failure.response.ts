import { ApiProperty } from '@nestjs/swagger';
import { problems } from '../problems';
import { example } from './examples';

/** One of several that did not succeed, while others did. */
export class FailureResponse {
  @ApiProperty({ description: 'Which one.', example: example.memberId }) readonly id!: string;
  @ApiProperty({ description: 'For programs.', example: 'ALREADY_A_MEMBER' }) readonly code!: string;
  @ApiProperty({ description: 'For people.', example: problems.ALREADY_A_MEMBER[1] }) readonly description!: string;
}
