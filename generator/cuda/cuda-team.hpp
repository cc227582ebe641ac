// The team of a CUDA block. `words` is shared memory: one word for each thread and one more.
#pragma once
#include "../exact/types.hpp"

namespace piwa {

struct CudaTeam {
  u32* words;

  __device__ __forceinline__ u32 index() const { return threadIdx.x; }
  __device__ __forceinline__ u32 size() const { return blockDim.x; }
  __device__ __forceinline__ u32* shared() const { return words; }
  __device__ __forceinline__ void barrier() const { __syncthreads(); }

  __device__ __forceinline__ u32 load(const u32* word) const { return *(const volatile u32*)word; }
  __device__ __forceinline__ void store(u32* word, u32 value) const {
    *(volatile u32*)word = value;
  }
  __device__ __forceinline__ void lower(u32* word, u32 value) const { atomicMin(word, value); }
  __device__ __forceinline__ void add(i64* cell, i64 value) const {
    atomicAdd((u64*)cell, (u64)value);
  }
};

}  // namespace piwa
