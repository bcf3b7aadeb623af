"""The parts of the Train page that watch a training and steer it: state, buttons, signs, film, queue, workers."""
