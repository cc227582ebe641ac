// How native programs start an executor.
#pragma once

namespace piwa {

/// Calls function(run) as the executor does: at once, or in each of its threads.
template <class Executor, class Function>
void launch(Executor& executor, Function function) {
  if constexpr (requires { executor.launch(function); }) {
    executor.launch(function);
  } else {
    function(executor);
  }
}

}  // namespace piwa
