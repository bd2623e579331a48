# Configures, builds and runs the consumer in one WAY: add_subdirectory, installed or plain_include.
function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGV}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${BUILD})
set(common -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${COMPILER})
if(WAY STREQUAL "installed")
  run(${CMAKE_COMMAND} -S ${ROOT} -B ${BUILD}/ctnn ${common} -DCTNN_BUILD_TESTS=OFF
    -DCTNN_BUILD_EXAMPLES=OFF)
  run(${CMAKE_COMMAND} --install ${BUILD}/ctnn --prefix ${BUILD}/prefix)
endif()
run(${CMAKE_COMMAND} -S ${ROOT}/tests/consumer -B ${BUILD}/consumer ${common} -DWAY=${WAY}
  -DROOT=${ROOT} -DCMAKE_PREFIX_PATH=${BUILD}/prefix)
run(${CMAKE_COMMAND} --build ${BUILD}/consumer)
run(${BUILD}/consumer/consumer)
if(NOT output MATCHES "12860")
  message(FATAL_ERROR "the consumer printed:\n${output}")
endif()
