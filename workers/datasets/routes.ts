import { createRoute, z } from '@hono/zod-openapi'
import { json, refusals } from '../router.ts'
import { FILTER_LANGUAGE, FilterQuery } from './filter-schema.ts'
import {
  CountAnswer,
  DatasetDetail,
  Datasets,
  DatasetsQuery,
  SearchAnswer,
  SearchQuery,
  VersionParams,
} from './schema.ts'

const OF_VERSION = ['SNAPSHOT_UNKNOWN', 'SNAPSHOT_NOT_READY', 'REQUEST_INVALID'] as const

export const listDatasets = createRoute({
  method: 'get',
  path: '/v1/datasets',
  operationId: 'listDatasets',
  security: [],
  request: { query: DatasetsQuery },
  responses: {
    200: json('Published versions of the dataset, latest first', Datasets),
    ...refusals('REQUEST_INVALID'),
  },
})

export const readDataset = createRoute({
  method: 'get',
  path: '/v1/datasets/{version}',
  operationId: 'readDataset',
  security: [],
  request: { params: VersionParams },
  responses: {
    200: json('A version: the names that filters may use, and its files', DatasetDetail),
    ...refusals(...OF_VERSION),
  },
})

export const readRecordFile = createRoute({
  method: 'get',
  path: '/v1/datasets/{version}/record.json',
  operationId: 'readDatasetRecord',
  security: [],
  request: { params: VersionParams },
  responses: {
    200: json('All that the version is, byte for byte as licenses name it by its SHA-256', z.any()),
    ...refusals(...OF_VERSION),
  },
})

export const readCroissant = createRoute({
  method: 'get',
  path: '/v1/datasets/{version}/croissant.json',
  operationId: 'readDatasetCroissant',
  security: [],
  request: { params: VersionParams },
  responses: {
    200: {
      description: 'The version in Croissant 1.1, with where it came from and what licenses cost',
      content: { 'application/ld+json': { schema: z.any() } },
    },
    ...refusals(...OF_VERSION),
  },
})

export const countDataset = createRoute({
  method: 'get',
  path: '/v1/datasets/{version}/count',
  operationId: 'countDataset',
  description:
    'How many assets of a version a filter means, exactly, with their bytes, what they cost in each ' +
    `tier and term, and up to ten of them to look at. ${FILTER_LANGUAGE} An example is ` +
    '`families=seat,table&qualities=high,superior&triangles=1000-1999,2000-4999&views=true`. ' +
    'A filter that means nothing has count 0 and no prices. A value that a field cannot have, or a ' +
    'family that the version does not have, is refused with the values that are allowed.',
  security: [],
  request: { params: VersionParams, query: FilterQuery },
  responses: {
    200: json('What the filter means', CountAnswer),
    ...refusals(...OF_VERSION, 'FILTER_INVALID'),
  },
})

export const searchDataset = createRoute({
  method: 'get',
  path: '/v1/datasets/{version}/search',
  operationId: 'searchDataset',
  description:
    'Assets by the words of their captions and tags. It searches a sample of the version, of ' +
    '`sampleSize` assets, and answers with at most 50; what it finds can be narrowed by a filter. ' +
    FILTER_LANGUAGE,
  security: [],
  request: { params: VersionParams, query: SearchQuery },
  responses: {
    200: json('Assets of the sample, best first', SearchAnswer),
    ...refusals(...OF_VERSION, 'FILTER_INVALID'),
  },
})

export const readFile = createRoute({
  method: 'get',
  path: '/v1/datasets/files/{key}',
  operationId: 'readDatasetFile',
  description:
    'A chunk of rows or a Parquet file of a version; the key has slashes. One range can be asked for, ' +
    'with Range and If-Range. Files never change: their ETag is their SHA-256.',
  security: [],
  request: { params: z.object({ key: z.string() }) },
  responses: {
    200: {
      description: 'The file',
      content: { 'application/octet-stream': { schema: z.any() } },
    },
    206: {
      description: 'The part of the file that was asked for',
      content: { 'application/octet-stream': { schema: z.any() } },
    },
    304: { description: 'The file is the one that If-None-Match names' },
    ...refusals('DATASET_FILE_UNKNOWN', 'RANGE_UNSATISFIABLE'),
  },
})
